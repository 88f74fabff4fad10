using System.Globalization;
using System.Text.Json.Nodes;

namespace CniOperator.Sandbox.Apply;

/// <summary>One entry of <c>metadata.managedFields</c>: what one manager owns by one kind of operation.</summary>
internal sealed record ManagerEntry(string Manager, bool IsApply, string ApiVersion, string? Subresource, string? Time, FieldSet Fields)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>As the API server names the manager in a conflict; appliers need no more than their name.</summary>
    internal string Description
    {
        get
        {
            var name = Subresource is null ? $"\"{Manager}\"" : $"\"{Manager}\" with subresource \"{Subresource}\"";
            return IsApply ? name : $"{name} using {ApiVersion}";
        }
    }

    /// <summary>What the API server knows an owner by, as text; conflicts are listed in its order.</summary>
    internal string Identifier
    {
        get
        {
            var json = new JsonObject { ["manager"] = Manager, ["operation"] = IsApply ? "Apply" : "Update" };
            if (!IsApply)
                json["apiVersion"] = ApiVersion;
            if (Subresource is not null)
                json["subresource"] = Subresource;
            return JsonText.Of(json);
        }
    }

    internal static string TimeOf(DateTimeOffset now) => now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    internal static ManagerEntry New(FieldManager manager, bool isApply) =>
        new(manager.Name, isApply, manager.ApiVersion, manager.Subresource is { Length: > 0 } s ? s : null, null, new FieldSet());

    /// <summary>Whether both are the same owner. Appliers stay the same over API versions, updaters do not.</summary>
    internal bool IsSameAs(ManagerEntry other) =>
        Manager == other.Manager
        && IsApply == other.IsApply
        && Subresource == other.Subresource
        && (IsApply || ApiVersion == other.ApiVersion);

    /// <summary>Reads an entry; <c>null</c> when it is none.</summary>
    internal static ManagerEntry? Read(JsonNode? node)
    {
        if (node is not JsonObject json || Text(json, "operation") is not ("Apply" or "Update"))
            return null;
        return new ManagerEntry(
            Text(json, "manager"),
            Text(json, "operation") == "Apply",
            Text(json, "apiVersion"),
            Text(json, "subresource") is { Length: > 0 } subresource ? subresource : null,
            Text(json, "time") is { Length: > 0 } time ? time : null,
            FieldsV1.Read(json["fieldsV1"] as JsonObject)
        );
    }

    internal JsonObject Write()
    {
        var json = new JsonObject
        {
            ["manager"] = Manager,
            ["operation"] = IsApply ? "Apply" : "Update",
            ["apiVersion"] = ApiVersion,
        };
        if (Time is not null)
            json["time"] = Time;
        json["fieldsType"] = "FieldsV1";
        json["fieldsV1"] = FieldsV1.Write(Fields);
        if (Subresource is not null)
            json["subresource"] = Subresource;
        return json;
    }

    private static string Text(JsonObject json, string field) => json[field] is JsonValue v && v.TryGetValue(out string? text) ? text : "";
}
