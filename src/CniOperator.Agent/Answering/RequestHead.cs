namespace CniOperator.Agent.Answering;

/// <summary>As much of HTTP/1.1 as a readiness probe needs. Pure.</summary>
public static class RequestHead
{
    /// <summary>The most bytes of a head; a kubelet's has some 200.</summary>
    public const int MostBytes = 2048;

    /// <summary>The head is complete: an empty line ends it.</summary>
    public static bool IsComplete(ReadOnlySpan<byte> head) => head.IndexOf("\r\n\r\n"u8) >= 0;

    /// <summary>It asks for something, and is not another protocol.</summary>
    public static bool IsGet(ReadOnlySpan<byte> head) => head.StartsWith("GET /"u8) || head.StartsWith("HEAD /"u8);

    /// <summary>A kubelet sent it, or someone who says so: the number is evidence, and decides nothing alone.</summary>
    public static bool IsOfKubelet(ReadOnlySpan<byte> head)
    {
        for (var line = Next(ref head); !line.IsEmpty; line = Next(ref head))
        {
            var colon = line.IndexOf((byte)':');
            if (colon > 0 && System.Text.Ascii.EqualsIgnoreCase(line[..colon], "User-Agent"u8))
                return line[(colon + 1)..].TrimStart((byte)' ').StartsWith("kube-probe/"u8);
        }
        return false;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n"u8);
        var line = end < 0 ? head : head[..end];
        head = end < 0 ? default : head[(end + 2)..];
        return line;
    }
}
