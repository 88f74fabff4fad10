using System.Reflection;
using Xunit.Sdk;

namespace CniOperator.Core.Tests.Rendering;

/// <summary>
/// One manifest of upstream's at one version, as data of a theory; skipped where its file, <c>VARIANT-VERSION.yaml</c>, is not at hand.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class UpstreamVariantAttribute : DataAttribute
{
    public UpstreamVariantAttribute(string variant, string version)
    {
        Variant = variant;
        Version = version;
        Skip = UpstreamFactAttribute.ReasonToSkip(FileOf(variant, version));
    }

    public string Variant { get; }

    public string Version { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        [
            [Variant, Version],
        ];

    internal static string FileOf(string variant, string version) => $"{variant}-{version}.yaml";
}
