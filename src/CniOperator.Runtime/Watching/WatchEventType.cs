namespace CniOperator.Runtime.Watching;

/// <summary>The types of watch events, KEP-956 for bookmarks.</summary>
internal enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}
