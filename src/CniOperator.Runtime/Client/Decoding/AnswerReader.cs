using System.Text.Json;
using CniOperator.Runtime.Client.Errors;
using CniOperator.Runtime.Client.Requests;

namespace CniOperator.Runtime.Client.Decoding;

/// <summary>Reads answers; what cannot be read is an <see cref="ApiException"/> that names the request.</summary>
internal static class AnswerReader
{
    /// <summary>The reason of an answer that is not JSON, or does not fit its type.</summary>
    public const string UnreadableReason = "Unreadable";

    public static async Task<TResult> ReadAsync<TResult>(
        ApiRequest request,
        HttpResponseMessage response,
        Func<byte[], TResult> decode,
        CancellationToken cancellationToken
    )
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return decode(body);
        }
        catch (JsonException e)
        {
            throw Unreadable(request, e);
        }
    }

    public static ApiException Unreadable(ApiRequest request, JsonException cause) =>
        new($"{request}: the answer cannot be read: {cause.Message}", cause)
        {
            Reason = UnreadableReason,
            Verb = request.Verb,
            Resource = request.Resource,
        };
}
