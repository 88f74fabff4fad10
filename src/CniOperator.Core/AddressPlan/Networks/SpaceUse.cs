namespace CniOperator.Core.AddressPlan.Networks;

/// <summary>What pods and Services can do with a part of the address space.</summary>
public enum SpaceUse
{
    /// <summary>Meant for networks like theirs.</summary>
    Private,

    /// <summary>Works; it was assigned to another organisation, which cannot be reached from pods.</summary>
    Public,

    /// <summary>Works, and hurts when someone uses it for what it is meant for.</summary>
    Unwise,

    /// <summary>Hosts do not route it, or an address in it means something else: it cannot work.</summary>
    Impossible,
}
