using System.Text.Json.Nodes;

namespace CniOperator.Kubernetes.Objects;

/// <summary>Changes raw Kubernetes objects in place.</summary>
public static class JsonEdits
{
    /// <summary>Sets a field that is absent or null.</summary>
    public static void Fill(this JsonObject obj, string name, JsonNode value)
    {
        if (obj[name] is null)
            obj[name] = value;
    }

    /// <summary>Sets a text that is absent, null or empty.</summary>
    public static void FillText(this JsonObject obj, string name, string value)
    {
        if (obj[name] is null || obj.Text(name) is { Length: 0 })
            obj[name] = value;
    }

    /// <summary>
    /// The object in a field, put there when the field is absent or null. A field that holds something else stays as it is, for validation
    /// to report: then the object that is returned belongs to nothing.
    /// </summary>
    public static JsonObject FillMap(this JsonObject obj, string name)
    {
        obj.Fill(name, new JsonObject());
        return obj[name] as JsonObject ?? [];
    }

    /// <summary>
    /// Sets a field, or removes it when <paramref name="value"/> is <c>null</c>. A value that has a parent already is cloned.
    /// </summary>
    public static void Put(this JsonObject obj, string name, JsonNode? value)
    {
        if (value is null)
            obj.Remove(name);
        else
            obj[name] = value.Parent is null ? value : value.DeepClone();
    }

    /// <summary>Sets a text, or removes the field when the text is <c>null</c> or empty.</summary>
    public static void PutText(this JsonObject obj, string name, string? value) =>
        obj.Put(name, string.IsNullOrEmpty(value) ? null : JsonValue.Create(value));

    /// <summary>Adds a node to a list. The list's own generic method is not compiled into native code.</summary>
    public static void Push(this JsonArray list, JsonNode? value) => list.Add(value);

    /// <summary>A deep copy.</summary>
    public static JsonObject Clone(this JsonObject obj) => (JsonObject)obj.DeepClone();
}
