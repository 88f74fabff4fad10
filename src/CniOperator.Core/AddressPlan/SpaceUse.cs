namespace CniOperator.Core.AddressPlan;

/// <summary>What pods and Services can do with a part of the address space.</summary>
public enum SpaceUse
{
    /// <summary>Meant for networks like theirs.</summary>
    Private,

    /// <summary>Works; it belongs to whoever it was assigned to, and that one cannot be reached from pods.</summary>
    Public,

    /// <summary>Works, and hurts when somebody uses it for what it is meant for.</summary>
    Unwise,

    /// <summary>Hosts do not route it, or an address in it means something else: it cannot work.</summary>
    Impossible,
}
