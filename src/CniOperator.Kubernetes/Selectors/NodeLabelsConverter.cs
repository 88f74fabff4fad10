using System.Text.Json;
using System.Text.Json.Serialization;

namespace CniOperator.Kubernetes.Selectors;

/// <summary>Writes labels as the API has them.</summary>
internal sealed class NodeLabelsConverter : JsonConverter<NodeLabels>
{
    public override NodeLabels Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("labels are read with their Node");

    public override void Write(Utf8JsonWriter writer, NodeLabels value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, text) in value.All)
            writer.WriteString(key, text);
        writer.WriteEndObject();
    }
}
