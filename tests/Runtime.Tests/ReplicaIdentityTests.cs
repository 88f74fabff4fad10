using CniOperator.Runtime.Leadership;

namespace CniOperator.Runtime.Tests;

public class ReplicaIdentityTests
{
    private readonly string _uid = Guid.NewGuid().ToString();

    [Fact]
    public void A_process_that_follows_a_dead_one_in_its_pod_has_its_name()
    {
        string first;
        using (var identity = Claim("pod-1", _uid))
            first = identity.Name;
        using var second = Claim("pod-1", _uid);
        Assert.StartsWith($"pod-1_{_uid}_", first, StringComparison.Ordinal);
        Assert.Equal(first, second.Name);
    }

    [Fact]
    public void A_process_beside_a_living_one_of_the_same_pod_has_another_name()
    {
        using var first = Claim("pod-1", _uid);
        using var second = Claim("pod-1", _uid);
        Assert.DoesNotContain(_uid, second.Name, StringComparison.Ordinal);
        Assert.StartsWith("pod-1_", second.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_operators_in_one_pod_do_not_share_a_claim()
    {
        using var first = Claim("pod-1", _uid);
        using var other = ReplicaIdentity.Claim("ops/another", "pod-1", _uid);
        Assert.Contains(_uid, other.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_outside_of_a_pod_has_a_new_name_with_each_start()
    {
        using var first = Claim(null, null);
        using var second = Claim(null, "");
        Assert.StartsWith(Environment.MachineName + "_", first.Name, StringComparison.Ordinal);
        Assert.NotEqual(first.Name, second.Name);
    }

    private static ReplicaIdentity Claim(string? podName, string? podUid) => ReplicaIdentity.Claim("ops/lock", podName, podUid);
}
