using System.Text.Json.Nodes;
using CniOperator.Kubernetes.Objects;
using CniOperator.Kubernetes.Validation;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Carries out delete and deletecollection.</summary>
internal sealed class DeleteHandler(ClusterState state)
{
    internal async Task DeleteAsync(Exchange exchange)
    {
        var options = await OptionsAsync(exchange);
        var written = state.Delete(exchange.Resource, exchange.Namespace, exchange.Name, options);
        if (!written.Removed || exchange.Resource.Strategy.ReturnsDeleted)
        {
            await exchange.Answer(200, written.Object.Utf8At(exchange.Version));
            return;
        }

        var details = new JsonObject { ["name"] = exchange.Name };
        if (exchange.Resource.Name.Group.Length > 0)
            details["group"] = exchange.Resource.Name.Group;
        details["kind"] = exchange.Resource.Name.Plural;
        details["uid"] = written.Object.Json.Uid();
        await exchange.Answer(200, Success(details));
    }

    internal async Task DeleteCollectionAsync(Exchange exchange)
    {
        var options = await OptionsAsync(exchange);
        var page = ListQuery.Run(state, exchange.Resource, exchange.Filter(), ListOptions.ForList(exchange));
        foreach (var item in page.Items)
        {
            try
            {
                state.Delete(exchange.Resource, item.Namespace, item.Name, options);
            }
            catch (ApiStatusException e) when (e.Code == 404)
            {
                // Another client was faster; it is gone, which is what was asked for.
            }
        }

        await exchange.Answer(
            200,
            ListText.Write(exchange.Resource, exchange.Version, page.Items, new JsonObject { ["resourceVersion"] = page.ResourceVersion })
        );
    }

    /// <summary>The options of a delete, from its body or its query; the body wins.</summary>
    private static async Task<DeleteSettings> OptionsAsync(Exchange exchange)
    {
        var body = await RequestBody.ReadAsync(exchange.Http.Request, exchange.Aborted);
        var stated = body.IsEmpty ? [] : body.ReadObject("DeleteOptions", []);
        if (stated.Text("kind") is { Length: > 0 } kind && kind != "DeleteOptions")
        {
            throw Refusal.BadRequest(
                $"no kind \"{kind}\" is registered for version \"{stated.Text("apiVersion")}\" in scheme \"pkg/apis/meta/internalversion/scheme/register.go:27\""
            );
        }

        if (stated.List("dryRun") is { } dryRun && dryRun.Any(d => d?.ToString() != "All"))
            throw exchange.InvalidOption(
                "dryRun",
                FieldErrorType.NotSupported,
                "supported values: \"All\"",
                $"[{string.Join(' ', dryRun.Select(d => $"\"{d}\""))}]"
            );
        return new DeleteSettings
        {
            Propagation = Propagation(exchange, stated),
            Uid = stated.Text("preconditions", "uid"),
            ResourceVersion = stated.Text("preconditions", "resourceVersion"),
            GracePeriodSeconds = stated.Number("gracePeriodSeconds") ?? exchange.Number("gracePeriodSeconds"),
            DryRun = exchange.DryRun || stated.List("dryRun") is { Count: > 0 },
        };
    }

    private static string? Propagation(Exchange exchange, JsonObject stated)
    {
        var propagation = stated.Text("propagationPolicy") ?? exchange.Query("propagationPolicy");
        var orphans = stated["orphanDependents"] is not null || exchange.Query("orphanDependents") is not null;
        if (propagation is { Length: > 0 } && orphans)
        {
            throw exchange.InvalidOption(
                "propagationPolicy",
                FieldErrorType.Invalid,
                "orphanDependents and deletionPropagation cannot be both set",
                $"\"{propagation}\""
            );
        }

        if (stated.Flag("orphanDependents") || exchange.Flag("orphanDependents"))
            propagation = "Orphan";
        if (propagation is not (null or "" or "Background" or "Foreground" or "Orphan"))
        {
            throw exchange.InvalidOption(
                "propagationPolicy",
                FieldErrorType.NotSupported,
                "supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"",
                $"\"{propagation}\""
            );
        }

        return propagation is "" ? null : propagation;
    }

    private static JsonObject Success(JsonObject details) =>
        new()
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
}
