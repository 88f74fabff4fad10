using System.Net.Http.Headers;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>Plain HTTP to an API server of a test, whose certificate is its own.</summary>
internal static class ServerHttp
{
    public static HttpClient NewClient(Uri url, string? token)
    {
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        var client = new HttpClient(handler) { BaseAddress = url };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.UserAgent.ParseAdd("contract/1.0");
        return client;
    }
}
