namespace CniOperator.Core.AddressPlan.Shares;

/// <summary>Flags as tables and JSON write them.</summary>
public static class ShareFlags
{
    /// <summary>One word, in small letters.</summary>
    public static string Name(this ShareFlag flag) =>
        flag switch
        {
            ShareFlag.Missing => "missing",
            ShareFlag.Unreadable => "unreadable",
            ShareFlag.Outside => "outside",
            ShareFlag.Mask => "mask",
            ShareFlag.Duplicate => "duplicate",
            _ => "overlap",
        };
}
