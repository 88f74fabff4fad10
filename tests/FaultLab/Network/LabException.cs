namespace CniOperator.FaultLab.Network;

/// <summary>The lab itself does not work, which says nothing about the product.</summary>
internal sealed class LabException(string message) : Exception(message);
