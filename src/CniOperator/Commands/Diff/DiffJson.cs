using System.Text.Json.Nodes;

namespace CniOperator.Commands.Diff;

/// <summary>Differences for programs.</summary>
internal static class DiffJson
{
    /// <summary>The whole view.</summary>
    public static JsonObject Of(DiffView view, string file) =>
        new()
        {
            ["file"] = file,
            ["name"] = view.Name,
            ["differs"] = view.Differs,
            ["objects"] = new JsonArray([.. view.Objects.Select(Of)]),
            ["restarts"] = new JsonArray([.. view.Restarts.Select(Of)]),
            ["network"] = new JsonArray([
                .. view.Network.Select(c => new JsonObject
                {
                    ["name"] = c.Field.Name,
                    ["object"] = c.Key.ToString(),
                    ["place"] = c.Place,
                    ["live"] = c.Problem is null ? c.Live : null,
                    ["rendered"] = c.Rendered,
                    ["effect"] = c.Field.Effect,
                    ["setting"] = c.Field.Setting,
                    ["problem"] = c.Problem,
                }),
            ]),
            ["findings"] = new JsonArray([.. view.Remarks.Select(r => r.ToJson())]),
        };

    private static JsonObject Of(ObjectDifference change)
    {
        var json = new JsonObject
        {
            ["apiVersion"] = change.Key.ApiVersion,
            ["kind"] = change.Key.Kind,
            ["namespace"] = change.Key.Namespace,
            ["name"] = change.Key.Name,
            ["action"] = change.Action.ToString(),
            ["fields"] = new JsonArray([
                .. change.Fields.Select(f => new JsonObject
                {
                    ["path"] = f.Path,
                    ["live"] = f.Before,
                    ["rendered"] = f.After,
                }),
            ]),
        };
        if (change.Untried.Length > 0)
            json["untried"] = change.Untried;
        return json;
    }

    private static JsonObject Of(PodRestart restart) =>
        new()
        {
            ["kind"] = restart.Key.Kind,
            ["namespace"] = restart.Key.Namespace,
            ["name"] = restart.Key.Name,
            ["pods"] = restart.Pods,
            ["atOnce"] = restart.AtOnce,
            ["because"] = new JsonArray([.. restart.Because.Select(p => (JsonNode?)p)]),
        };
}
