using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Where a list goes on (apiserver storage <c>EncodeContinue</c>): the list's version and the last key of the page.</summary>
/// <param name="Revision">The version of the list; -1 to go on with whatever is there now.</param>
/// <param name="StartAfter">The last key already sent.</param>
internal sealed record ContinueToken(long Revision, string StartAfter)
{
    internal static ContinueToken Parse(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text.TrimEnd('='));
            if (GoJsonSyntax.Explain(bytes) is { } mistake)
                throw new FormatException(mistake);
            var json = JsonNode.Parse(bytes);
            if (json.Text("v") == "meta.k8s.io/v1" && json.Number("rv") is { } revision && json.Text("start") is { } start)
                return new ContinueToken(revision, start.Trim('/', '\0'));
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Refusal.BadRequest($"invalid continue token: continue key is not valid: {e.Message}");
        }

        throw Refusal.BadRequest("invalid continue token: continue key is not valid: server does not recognize this encoded version");
    }

    public override string ToString()
    {
        var json = new JsonObject
        {
            ["v"] = "meta.k8s.io/v1",
            ["rv"] = Revision,
            ["start"] = $"/{StartAfter}\0",
        };
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }
}
