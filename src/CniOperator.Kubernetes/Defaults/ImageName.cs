namespace CniOperator.Kubernetes.Defaults;

/// <summary>References to container images.</summary>
internal static class ImageName
{
    private const string Latest = "latest";

    /// <summary>Whether the reference may name another image tomorrow: its tag is <c>latest</c> or missing, and it has no digest.</summary>
    internal static bool IsMutable(string reference)
    {
        if (reference.Contains('@', StringComparison.Ordinal))
            return false;
        var colon = reference.LastIndexOf(':');
        // A colon before a slash belongs to the registry's port.
        var tag = colon > reference.LastIndexOf('/') ? reference[(colon + 1)..] : Latest;
        return tag == Latest;
    }
}
