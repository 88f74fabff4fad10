namespace CniOperator.Core.Catalog;

/// <summary>Texts that travel inside this assembly.</summary>
public static class EmbeddedText
{
    /// <summary>The smallest useful ClusterNetwork, as YAML: <c>config/samples/flannel.yaml</c>.</summary>
    public static string FlannelSample => Read("samples/flannel.yaml");

    /// <summary>A resource's text.</summary>
    /// <exception cref="InvalidOperationException">The build left it out.</exception>
    internal static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this build");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
