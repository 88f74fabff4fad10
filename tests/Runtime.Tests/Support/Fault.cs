namespace CniOperator.Runtime.Tests.Support;

/// <summary>What goes wrong with one request.</summary>
internal enum Fault
{
    None,
    TooManyRequests,
    InternalError,
    Unavailable,
    Forbidden,
    NotServed,
    Reset,
    LostAnswer,
    CutMidLine,
    Garbage,
    Silence,
    EarlyClose,
    GoneInStream,
    Gone,
    TooLargeVersion,
    Conflict,
    NoStreaming,
    StreamingIgnored,
}
