using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Storage;

/// <summary>One revision of one object, never changed. Its text is made once and shared by every list and watch that sends it.</summary>
internal sealed class StoredObject(JsonObject json, long revision)
{
    private byte[]? _utf8;

    /// <summary>The object at its storage version. Read only.</summary>
    internal JsonObject Json { get; } = json;

    /// <summary>The resourceVersion that wrote it.</summary>
    internal long Revision { get; } = revision;

    internal string Name { get; } = json.Name();

    internal string? Namespace { get; } = json.Namespace();

    /// <summary>How the collection is ordered: as etcd's keys are.</summary>
    internal string Key { get; } = KeyOf(json.Namespace(), json.Name());

    /// <summary>The object as JSON text, at its storage version.</summary>
    internal byte[] Utf8 => _utf8 ??= JsonText.Utf8(Json);

    internal static string KeyOf(string? ns, string name) => ns is null ? name : $"{ns}/{name}";

    /// <summary>The object as JSON text at another version.</summary>
    internal byte[] Utf8At(ServedVersion version) => version.IsStorage ? Utf8 : JsonText.Utf8(version.FromStorage(Json));
}
