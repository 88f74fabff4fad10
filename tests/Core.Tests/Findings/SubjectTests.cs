using CniOperator.Core.Findings;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Core.Tests.Findings;

public sealed class SubjectTests
{
    private static readonly ObjectKey Pod = new("v1", "Pod", "kube-system", "kcm");

    public static TheoryData<Subject, string> Words =>
        new()
        {
            { FieldSubject.Whole, "" },
            { new FieldSubject("spec.podNetwork.cidrs[0]"), "spec.podNetwork.cidrs[0]" },
            { new ObjectSubject(Pod), "Pod kube-system/kcm" },
            {
                new ObjectSubject(Pod) { Setting = "--cluster-cidr" },
                "--cluster-cidr of Pod kube-system/kcm"
            },
            {
                new ObjectSubject(Pod) { Setting = "networking.podSubnet" },
                "networking.podSubnet in Pod kube-system/kcm"
            },
            { new NodeSubject("worker-1"), "Node worker-1" },
            { new AllNodesSubject(), "Nodes" },
            { new FileSubject("addons/a/x.yaml.sbn", 3), "addons/a/x.yaml.sbn:3" },
        };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_subject_is_shown_in_its_own_words(Subject subject, string words) => Assert.Equal(words, subject.ToString());

    [Theory]
    [InlineData("spec.podNetwork", true)]
    [InlineData("spec.podNetwork.cidrs", true)]
    [InlineData("spec.podNetwork.cidrs[0]", true)]
    [InlineData("spec.podNet", false)]
    [InlineData("spec.podNetwork.cidrs[0].x", false)]
    [InlineData("spec.serviceNetwork", false)]
    public void A_field_lies_within_itself_and_its_parents(string field, bool within) =>
        Assert.Equal(within, new FieldSubject("spec.podNetwork.cidrs[0]").IsWithin(field));
}
