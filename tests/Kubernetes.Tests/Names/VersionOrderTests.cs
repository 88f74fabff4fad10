using CniOperator.Kubernetes.Names;

namespace CniOperator.Kubernetes.Tests.Names;

public sealed class VersionOrderTests
{
    [Fact]
    public void Stable_versions_come_first_then_the_higher_number_then_the_name() =>
        Assert.Equal(
            ["v10", "v2", "v1", "v11beta2", "v10beta3", "v3beta1", "v12alpha1", "v11alpha2", "foo1", "foo10"],
            new[] { "v1", "foo10", "v11alpha2", "v3beta1", "v2", "v12alpha1", "v10beta3", "foo1", "v11beta2", "v10" }.Order(
                VersionOrder.PreferredFirst
            )
        );
}
