namespace CniOperator.Kubernetes.BuiltIns;

/// <summary>The built-in resources.</summary>
public static class BuiltInResources
{
    /// <summary>Every built-in resource, virtual ones included.</summary>
    public static IReadOnlyList<BuiltInResource> All { get; } = ResourceTable.All;

    /// <summary>The resource of a kind, or <c>null</c> when it is not a built-in one.</summary>
    public static BuiltInResource? Find(string apiVersion, string kind) =>
        All.FirstOrDefault(r => r.ApiVersion == apiVersion && r.Kind == kind);
}
