using System.Text.Json.Nodes;

namespace CniOperator.Contract.Tests.Servers;

/// <summary>An open watch.</summary>
public sealed class Watch(HttpResponseMessage response, StreamReader lines) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public int Status => (int)response.StatusCode;

    /// <summary>The next event; <c>null</c> when the server ends the watch.</summary>
    public async Task<JsonNode?> Next()
    {
        var line = await lines.ReadLineAsync().WaitAsync(Patience, TimeProvider.System);
        return line is null ? null : JsonNode.Parse(line);
    }

    /// <summary>Fails unless the next event is of that type and object.</summary>
    public async Task<JsonNode> Expect(string type, string? name = null)
    {
        var found = await Next();
        Assert.True(found is not null, $"expected {type} {name}, but the watch ended");
        Assert.Equal((type, name ?? NameOf(found)), (found["type"]!.ToString(), NameOf(found)));
        return found["object"]!;
    }

    /// <summary>All events up to the end of the watch.</summary>
    public async Task<List<JsonNode>> Rest()
    {
        var all = new List<JsonNode>();
        while (await Next() is { } found)
            all.Add(found);
        return all;
    }

    public void Dispose()
    {
        lines.Dispose();
        response.Dispose();
    }

    private static string? NameOf(JsonNode found) => found["object"]!["metadata"]?["name"]?.ToString();
}
