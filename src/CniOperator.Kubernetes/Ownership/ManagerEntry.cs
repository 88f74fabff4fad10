using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Kubernetes.Ownership;

/// <summary>One entry of <c>metadata.managedFields</c>: what one manager owns by one kind of operation.</summary>
/// <param name="Manager">The manager's name.</param>
/// <param name="IsApply">True for server-side applies, false for updates.</param>
/// <param name="ApiVersion">The version that the manager used.</param>
/// <param name="Subresource">The subresource written through; <c>null</c> for the object itself.</param>
/// <param name="Time">When the entry gained fields, as the object states it; <c>null</c> when it does not.</param>
/// <param name="Fields">What is owned.</param>
public sealed record ManagerEntry(string Manager, bool IsApply, string ApiVersion, string? Subresource, string? Time, FieldSet Fields)
{
    /// <summary>When the entry gained fields, in UTC; the least time when the object does not state one.</summary>
    public DateTimeOffset ChangedAt => JsonValue.Create(Time).Time() ?? DateTimeOffset.MinValue;

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

    /// <summary>True for the entry of <paramref name="manager"/>'s server-side applies.</summary>
    /// <param name="manager">The manager's name.</param>
    /// <param name="subresource">The subresource; <c>null</c> for the object itself.</param>
    public bool IsApplyOf(string manager, string? subresource = null) => IsApply && Manager == manager && Subresource == subresource;

    internal static ManagerEntry New(FieldManager manager, bool isApply) =>
        new(manager.Name, isApply, manager.ApiVersion, manager.Subresource is { Length: > 0 } s ? s : null, null, new FieldSet());

    /// <summary>Whether both are the same owner. Appliers stay the same over API versions, updaters do not.</summary>
    internal bool IsSameAs(ManagerEntry other) =>
        Manager == other.Manager
        && IsApply == other.IsApply
        && Subresource == other.Subresource
        && (IsApply || ApiVersion == other.ApiVersion);

    /// <summary>Reads an entry; <c>null</c> when it is not one.</summary>
    internal static ManagerEntry? Read(JsonNode? node)
    {
        var operation = node.Text("operation");
        if (operation is not ("Apply" or "Update"))
            return null;
        return new ManagerEntry(
            node.Text("manager") ?? "",
            operation == "Apply",
            node.Text("apiVersion") ?? "",
            node.Text("subresource") is { Length: > 0 } subresource ? subresource : null,
            node.Text("time") is { Length: > 0 } time ? time : null,
            node.Map("fieldsV1") is { } fields ? new FieldSet(fields) : new FieldSet()
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
}
