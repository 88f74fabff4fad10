using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CniOperator.Controllers;

/// <summary>Reads and writes a <see cref="ClusterNetwork"/> as the JSON object that it is.</summary>
internal sealed class ClusterNetworkConverter : JsonConverter<ClusterNetwork>
{
    public override ClusterNetwork Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonObject json
            ? new ClusterNetwork(json)
            : throw new JsonException("a ClusterNetwork must be a JSON object");

    public override void Write(Utf8JsonWriter writer, ClusterNetwork value, JsonSerializerOptions options) => value.Json.WriteTo(writer);
}
