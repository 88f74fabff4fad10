using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Core.AddressPlan;
using CniOperator.Core.Catalog;
using CniOperator.Core.Findings;
using CniOperator.Core.Pipeline;
using CniOperator.Kubernetes.Objects;
using CniOperator.Webhooks.Admission;

namespace CniOperator.Operator.Tests.Webhooks;

public sealed class AdmissionReviewTests
{
    [Theory]
    [InlineData("", "the request has no body")]
    [InlineData("{", "the body is not JSON")]
    [InlineData("null", "apiVersion is missing")]
    [InlineData("[]", "apiVersion is missing")]
    [InlineData("7", "apiVersion is missing")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","apiVersion":"x"}""", "the body is not JSON")]
    [InlineData("""{"apiVersion":"\ud800"}""", "the body is not JSON")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1beta1","kind":"AdmissionReview"}""", "admissionReviewVersions: [v1]")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"Pod"}""", "kind is \"Pod\", expected AdmissionReview")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview"}""", "has no request")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{}}""", "request.uid is missing")]
    [InlineData("""{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":7}}""", "request.uid is missing")]
    [InlineData(
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"EAT"}}""",
        "request.operation is \"EAT\""
    )]
    [InlineData(
        """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"u","operation":"CREATE","kind":{"group":"","kind":"Pod"}}}""",
        "not \"Pod\" of group \"\""
    )]
    public void What_is_not_an_AdmissionReview_is_refused(string body, string message) => Refuses(body, message);

    [Theory]
    [InlineData("CREATE", "object")]
    [InlineData("UPDATE", "object")]
    [InlineData("UPDATE", "oldObject")]
    public void An_object_that_is_missing_or_none_is_told_so(string operation, string field)
    {
        foreach (var wrong in (JsonNode?[])[null, "x", new JsonArray(), 7])
        {
            var review = Review.Of(operation, Review.Network(Review.Good), Review.Network(Review.Good));
            review["request"]![field] = wrong;
            Refuses(review.ToJsonString(), $"request.{field} is not an object");
        }
    }

    [Fact]
    public void Nesting_without_end_is_told_so() => Refuses(new string('[', 100_000), "the body is not JSON");

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        var e = Assert.Throws<AdmissionReviewException>(() => AdmissionReviewReader.Read([0x22, 0xFF, 0xFE, 0x22]));
        Assert.Contains("the body is not JSON", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_happens_to_a_review_on_its_way_it_is_judged_or_refused_with_a_reason()
    {
        var judge = new AdmissionJudge(new SpecPipeline(AddonCatalog.BuiltIn));
        var review = Encoding.UTF8.GetBytes(
            Review.Of("UPDATE", Review.Network(Review.Good), Review.Network(Review.HostBits)).ToJsonString()
        );
        var random = new Random(7);
        for (var i = 0; i < 5_000; i++)
        {
            var body = review.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
                body[random.Next(body.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotNull(
                    judge.Decide(
                        AdmissionReviewReader.Read(body.AsSpan(0, random.Next(2) == 0 ? body.Length : random.Next(body.Length))),
                        AdmissionFacts.None
                    )
                );
            }
            catch (AdmissionReviewException e)
            {
                Assert.NotEmpty(e.Message);
            }
        }
    }

    [Fact]
    public void The_answer_repeats_the_uid_and_says_yes()
    {
        var answer = AdmissionReviewWriter.Write("u1", AdmissionDecision.Allow("default", "careful"));
        Assert.Equal(
            """{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u1","allowed":true,"warnings":["careful"]}}""",
            answer.ToJsonString()
        );
    }

    [Fact]
    public void A_refusal_is_a_Status_with_causes()
    {
        var finding = new Finding(
            PlanExaminer.Rules.Single(r => r.Id == "addresses/host-bits"),
            new FieldSubject("spec.podNetwork.cidrs[0]"),
            "It has host bits.",
            "Write another"
        );
        var response = AdmissionReviewWriter.Write("u1", new AdmissionDecision("default", [finding], []))["response"]!;
        Assert.False(response.Flag("allowed"));
        Assert.Equal(422, response["status"].Number(0, "code"));
        Assert.Equal("Invalid", response.Text("status", "reason"));
        Assert.Equal("spec.podNetwork.cidrs[0]", response["status"].Items("details", "causes").Single().Text("field"));
    }

    private static void Refuses(string body, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<AdmissionReviewException>(() => AdmissionReviewReader.Read(Encoding.UTF8.GetBytes(body))).Message,
            StringComparison.Ordinal
        );
}
