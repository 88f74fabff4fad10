namespace CniOperator.Commands.Diff;

/// <summary>What would happen to an object.</summary>
internal enum ObjectAction
{
    /// <summary>It is as rendered.</summary>
    None,

    /// <summary>It is not there yet.</summary>
    Create,

    /// <summary>Fields of it change.</summary>
    Change,

    /// <summary>A field that cannot be changed is another: it would have to be deleted and created again.</summary>
    Replace,

    /// <summary>It is no longer rendered.</summary>
    Delete,
}
