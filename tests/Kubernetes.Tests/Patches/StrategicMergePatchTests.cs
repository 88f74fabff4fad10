using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Patches;

namespace CniOperator.Kubernetes.Tests.Patches;

/// <summary>Outcomes as kube-apiserver 1.36.2 gave them for the same patches.</summary>
public sealed class StrategicMergePatchTests
{
    private static readonly BuiltInResource Pods = BuiltInResources.Find("v1", "Pod")!;

    [Theory]
    [InlineData("{'containers': [{'name': 'c', 'image': 'n2'}]}", "c=n2,s=old")]
    [InlineData("{'containers': [{'name': 'new', 'image': 'zz'}]}", "new=zz,c=old,s=old")]
    [InlineData(
        "{'containers': [{'name': 'zz', 'image': 'zz'}], '$setElementOrder/containers': [{'name': 'zz'}, {'name': 's'}, {'name': 'c'}]}",
        "zz=zz,s=old,c=old"
    )]
    [InlineData("{'containers': [{'name': 'c', '$patch': 'delete'}]}", "s=old")]
    [InlineData("{'containers': [{'name': 'x', 'image': 'y'}, {'$patch': 'replace'}]}", "x=y")]
    [InlineData("{'$patch': 'replace', 'containers': [{'name': 'x', 'image': 'y'}]}", "x=y")]
    [InlineData("{'containers': null}", "")]
    public void Keyed_lists_merge_by_their_key(string spec, string expected)
    {
        var live = Json.Map("{'spec': {'containers': [{'name': 'c', 'image': 'old'}, {'name': 's', 'image': 'old'}]}}");
        var after = StrategicMergePatch.Apply(live, new JsonObject { ["spec"] = Json.Any(spec) }, Pods.Schema);
        Assert.Equal(
            expected,
            string.Join(',', (after["spec"]!["containers"] as JsonArray ?? []).Select(c => $"{c!["name"]}={c["image"]}"))
        );
    }

    [Fact]
    public void Sets_of_texts_merge_and_lose_what_the_patch_says()
    {
        var live = Json.Map("{'metadata': {'finalizers': ['a.b/c', 'd.e/f']}}");
        var patch = Json.Map("{'metadata': {'$deleteFromPrimitiveList/finalizers': ['a.b/c'], 'finalizers': ['x.y/z']}}");
        Json.Equal("{'metadata': {'finalizers': ['x.y/z', 'd.e/f']}}", StrategicMergePatch.Apply(live, patch, Pods.Schema));
    }

    [Fact]
    public void Retained_keys_make_a_union_change_its_member()
    {
        var live = Json.Map("{'spec': {'volumes': [{'name': 'v', 'emptyDir': {}}]}}");
        var patch = Json.Map("{'spec': {'volumes': [{'$retainKeys': ['name', 'hostPath'], 'name': 'v', 'hostPath': {'path': '/x'}}]}}");
        Json.Equal(
            "{'spec': {'volumes': [{'name': 'v', 'hostPath': {'path': '/x'}}]}}",
            StrategicMergePatch.Apply(live, patch, Pods.Schema)
        );
    }

    [Fact]
    public void Atomic_lists_are_replaced()
    {
        var live = Json.Map("{'spec': {'tolerations': [{'key': 'a'}]}}");
        Json.Equal(
            "{'spec': {'tolerations': [{'key': 'b'}]}}",
            StrategicMergePatch.Apply(live, Json.Map("{'spec': {'tolerations': [{'key': 'b'}]}}"), Pods.Schema)
        );
    }

    [Theory]
    [InlineData("{'containers': [{'image': 'x'}]}", "map: map[image:x] does not contain declared merge key: name", false)]
    [InlineData("{'containers': [{'$patch': 'foo', 'name': 'c'}]}", "unknown patch type: foo in map: map[$patch:foo name:c]", false)]
    [InlineData(
        "{'containers': {'a': 'b'}}",
        "patch: Invalid value: \"map[spec:map[containers:map[a:b]]]\": cannot restore slice from map",
        true
    )]
    [InlineData("'x'", "patch: Invalid value: \"map[spec:x]\": cannot restore struct from: string", true)]
    public void Malformed_patches_are_refused(string spec, string message, bool isInvalid)
    {
        var live = Json.Map("{'spec': {'containers': [{'name': 'c', 'image': 'old'}]}}");
        var error = Assert.Throws<PatchException>(() =>
            StrategicMergePatch.Apply(live, new JsonObject { ["spec"] = Json.Any(spec) }, Pods.Schema)
        );
        Assert.Equal((message, isInvalid), (error.Message, error.IsInvalid));
    }
}
