using System.Globalization;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.Answers;
using CniOperator.Sandbox.Faults;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>The lines of a watch.</summary>
internal sealed class WatchResponse(Exchange exchange, ResponseFormat format, ClusterState state, FaultRule? fault)
{
    private static readonly byte[] LineEnd = [(byte)'}', (byte)'\n'];
    private int _sent;
    private bool _tableStarted;

    /// <summary>True when a fault has ended the watch.</summary>
    internal bool Ended { get; private set; }

    private Stream Body => exchange.Http.Response.Body;

    internal Task StartAsync()
    {
        exchange.Http.Response.StatusCode = 200;
        exchange.Http.Response.ContentType = "application/json";
        exchange.Http.Response.Headers.CacheControl = "no-cache, private";
        return Body.FlushAsync(exchange.Aborted);
    }

    internal async Task EventAsync(string type, StoredObject obj)
    {
        if (Ended)
            return;
        var text = ObjectText(obj);
        if (fault is not null && await FailAsync(type, text))
            return;
        await LineAsync(type, text);
        _sent++;
    }

    internal Task BookmarkAsync(long revision, bool endOfInitialEvents)
    {
        if (Ended)
            return Task.CompletedTask;
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (endOfInitialEvents)
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var kind = format.IsMetadata ? "PartialObjectMetadata" : exchange.Version.Kind;
        var apiVersion = format.IsMetadata ? "meta.k8s.io/v1" : exchange.Version.ApiVersion;
        JsonObject mark = format.IsTable
            ? new JsonObject
            {
                ["kind"] = "Table",
                ["apiVersion"] = "meta.k8s.io/v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = metadata["resourceVersion"]!.DeepClone() },
                ["columnDefinitions"] = null,
                ["rows"] = new JsonArray(),
            }
            : new JsonObject
            {
                ["kind"] = kind,
                ["apiVersion"] = apiVersion,
                ["metadata"] = metadata,
            };
        return LineAsync("BOOKMARK", JsonText.Utf8(mark));
    }

    internal async Task ErrorAsync(ApiStatusException refusal)
    {
        await LineAsync("ERROR", JsonText.Utf8(refusal.ToStatus()));
        await FlushAsync();
        Ended = true;
    }

    internal Task FlushAsync() => Body.FlushAsync(exchange.Aborted);

    private byte[] ObjectText(StoredObject obj)
    {
        if (!format.IsTable)
            return ReadHandler.ObjectText(state, exchange, obj, format);
        var table = Tables.TablePrinter.Print(
            exchange.Resource,
            exchange.Version,
            [obj],
            new JsonObject { ["resourceVersion"] = obj.Json.Text("metadata", "resourceVersion") },
            state.Clock,
            exchange.Query("includeObject")
        );
        // Only a watch's first table carries the column definitions.
        if (_tableStarted)
            table["columnDefinitions"] = null;
        _tableStarted = true;
        return JsonText.Utf8(table);
    }

    private async Task LineAsync(string type, byte[] obj)
    {
        await Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"), exchange.Aborted);
        await Body.WriteAsync(obj, exchange.Aborted);
        await Body.WriteAsync(LineEnd, exchange.Aborted);
    }

    /// <summary>Cuts the stream or puts an error into it when the fault's turn has come.</summary>
    private async Task<bool> FailAsync(string type, byte[] obj)
    {
        switch (fault!.Effect)
        {
            case CutWatch cut when _sent >= cut.AfterEvents:
                await Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{{\"type\":\"{type}\",\"object\":"), exchange.Aborted);
                await Body.WriteAsync(obj.AsMemory(0, obj.Length / 2), exchange.Aborted);
                await FlushAsync();
                throw new ConnectionClosedException();
            case WatchError error when _sent >= error.AfterEvents:
                await ErrorAsync(FaultFilter.StatusOf(error.Code, null, null, null, exchange.Info));
                return true;
            default:
                return false;
        }
    }
}
