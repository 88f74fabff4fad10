namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>An IP family.</summary>
public enum IpFamily : byte
{
    /// <summary>32 bits, RFC 791.</summary>
    IPv4,

    /// <summary>128 bits, RFC 8200.</summary>
    IPv6,
}
