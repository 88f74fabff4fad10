using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Says that an object of one kind was sent where another is served, in the words of the API server's decoder.</summary>
internal static class WrongKind
{
    internal static ApiStatusException Of(string apiVersion, string kind, ServedVersion expected)
    {
        var version = apiVersion[(apiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return Refusal.BadRequest(
            $"{kind} in version \"{version}\" cannot be handled as a {expected.Kind}: {Problem(apiVersion, kind, expected)}"
        );
    }

    /// <summary>What the decoder says of it.</summary>
    internal static string Problem(string apiVersion, string kind, ServedVersion expected) =>
        BuiltInResources.Find(apiVersion, kind) is { } other
            ? $"converting ({other.Version}.{kind}) to ({InternalGroup(expected.Group)}.{expected.Kind}): unknown conversion"
            : $"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme \"pkg/api/legacyscheme/scheme.go:30\"";

    // The Go package of a group's internal types.
    private static string InternalGroup(string group) => group.Length == 0 ? "core" : group.Split('.')[0];
}
