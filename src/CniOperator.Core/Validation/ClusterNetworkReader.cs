namespace CniOperator.Core.Validation;

/// <summary>Reads a ClusterNetwork from a file's text: everything that is wrong with it at once, each with its place in the file.</summary>
public static class ClusterNetworkReader
{
    /// <summary>Reads <paramref name="text"/>. Never throws for bad input.</summary>
    /// <param name="text">The file's text: YAML or JSON with one ClusterNetwork.</param>
    /// <param name="fileName">The name that problems carry.</param>
    public static ClusterNetworkReading Read(string text, string fileName) => throw new NotImplementedException(text + fileName);
}
