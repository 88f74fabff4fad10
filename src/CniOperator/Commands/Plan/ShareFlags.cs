namespace CniOperator.Commands.Plan;

/// <summary>Flags as tables and JSON write them.</summary>
internal static class ShareFlags
{
    public static string Name(this ShareFlag flag) => flag switch
    {
        ShareFlag.Missing => "missing",
        ShareFlag.Unreadable => "unreadable",
        ShareFlag.Outside => "outside",
        ShareFlag.Mask => "mask",
        ShareFlag.Duplicate => "duplicate",
        _ => "overlap",
    };
}
