namespace CniOperator.Kubernetes.Validation;

/// <summary>Joins field paths as Kubernetes writes them.</summary>
internal static class FieldPath
{
    /// <summary><c>spec</c> and <c>x</c> give <c>spec.x</c>; the root's children have no dot.</summary>
    internal static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    /// <summary>A key of a map: <c>spec.labels[a.b/c]</c>.</summary>
    internal static string Key(string path, string key) => $"{path}[{key}]";
}
