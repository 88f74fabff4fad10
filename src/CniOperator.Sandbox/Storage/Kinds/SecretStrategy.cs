using System.Text;
using System.Text.Json.Nodes;
using CniOperator.Kubernetes.BuiltIns;
using CniOperator.Kubernetes.Objects;

namespace CniOperator.Sandbox.Storage.Kinds;

/// <summary>Secrets: <c>stringData</c> is a write-only way to state <c>data</c>.</summary>
internal sealed class SecretStrategy(BuiltInResource kind) : BuiltInStrategy(kind)
{
    internal override void Default(ServedVersion version, JsonObject obj)
    {
        Encode(obj);
        base.Default(version, obj);
    }

    private static void Encode(JsonObject secret)
    {
        if (secret["stringData"] is JsonObject plain)
        {
            foreach (var (key, value) in plain)
                secret.FillMap("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.ToString() ?? ""));
        }

        secret.Remove("stringData");
    }
}
