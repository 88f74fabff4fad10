using System.Security.Cryptography;
using System.Text;

namespace CniOperator.Health;

/// <summary>
/// What health calls a node: its uid. Names come again when a machine is replaced, and collide once they are cut (a node's first label);
/// uids do neither.
/// </summary>
/// <param name="Value">The uid of the Node; the empty one for what is not a node, such as a Service.</param>
public readonly record struct NodeId(Guid Value)
{
    /// <summary>No node.</summary>
    public static NodeId None => default;

    /// <summary>Reads <c>metadata.uid</c>. One that is not a UUID (some distributions make their own) is hashed to one.</summary>
    public static NodeId Of(string uid) =>
        Guid.TryParse(uid, out var id) ? new NodeId(id) : new NodeId(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(uid)).AsSpan(0, 16)));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
