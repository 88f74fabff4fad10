namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>What differs between the families.</summary>
public static class IpFamilies
{
    /// <summary>How many bits an address has.</summary>
    public static int Width(this IpFamily family) => family == IpFamily.IPv4 ? 32 : 128;
}
