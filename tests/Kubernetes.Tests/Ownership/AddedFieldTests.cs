using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Ownership;

namespace CniOperator.Kubernetes.Tests.Ownership;

public sealed class AddedFieldTests
{
    private const string DaemonSet = """
        {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"d","namespace":"n"},
         "spec":{"template":{"spec":{"containers":[{"name":"main","image":"a:1"}]}}}}
        """;

    [Theory]
    [InlineData("dnsPolicy", "\"ClusterFirst\"", true)]
    [InlineData("dnsPolicy", "\"Default\"", false)]
    [InlineData("terminationGracePeriodSeconds", "30", true)]
    [InlineData("terminationGracePeriodSeconds", "31", false)]
    [InlineData("securityContext", "{}", true)]
    [InlineData("nodeSelector", """{"a":"b"}""", false)]
    public void Another_managers_field_is_a_difference_unless_the_server_would_fill_it_in_again(string field, string value, bool isDefault)
    {
        var live = Live.AppliedByUs(Live.Json(DaemonSet))
            .ChangedBy("other", $$$$$$"""{"f:spec":{"f:template":{"f:spec":{"f:{{{{{{field}}}}}}":{}}}}}""", o =>
                o["spec"]!["template"]!["spec"]![field] = JsonNode.Parse(value)
            );
        var differences = ObjectComparer.Compare(Live.Json(DaemonSet), live, Live.Us);
        Assert.Equal(isDefault ? [] : [DifferenceKind.Added], differences.Select(d => d.Kind));
    }
}
