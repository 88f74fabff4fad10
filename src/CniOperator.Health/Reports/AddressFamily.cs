namespace CniOperator.Health.Reports;

/// <summary>IPv4 or IPv6.</summary>
public enum AddressFamily : byte
{
    /// <summary>IPv4.</summary>
    IPv4 = 4,

    /// <summary>IPv6.</summary>
    IPv6 = 6,
}
