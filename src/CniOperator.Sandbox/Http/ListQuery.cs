using System.Globalization;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Http;

/// <summary>Lists objects as etcd's snapshots do: all pages of a list are of one resourceVersion.</summary>
internal static class ListQuery
{
    private const string ExpiredMessage =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue "
        + "token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were "
        + "created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    internal static ListPage Run(ClusterState state, Resource resource, ObjectFilter filter, ListOptions options)
    {
        var token = options.Continue is null ? null : ContinueToken.Parse(options.Continue);
        return state.Read(() =>
        {
            var now = state.Revision;
            var at = Revision(options, token, now);
            if (at < now && at < resource.Store.CompactedAt)
                throw TooOld(token);
            var objects = at >= now ? resource.Store.Objects : resource.Store.ObjectsAt(at);
            if (token is not null)
                objects = objects.SkipWhile(o => string.CompareOrdinal(o.Key, token.StartAfter) <= 0);
            return Page(objects.Where(filter.Matches), filter, options.Limit, at);
        });
    }

    private static long Revision(ListOptions options, ContinueToken? token, long now)
    {
        if (token is not null)
            return token.Revision < 0 ? now : token.Revision;
        if (options.ResourceVersion is not ({ } asked and > 0))
            return now;
        if (asked > now)
            throw Refusal.TooLargeVersion(asked, now);
        // A limit with a version means exactly that version unless told otherwise (KEP-2340, table of list semantics).
        return options.Match == "Exact" || (options.Match is null && options.Limit > 0) ? asked : now;
    }

    /// <summary>The refusal of an expired token carries, in its metadata, a token with which the rest can still be had.</summary>
    private static ApiStatusException TooOld(ContinueToken? token) =>
        token is null
            ? Refusal.Expired("The resourceVersion for the provided list is too old.")
            : new ApiStatusException(410, "Expired", ExpiredMessage) { Continue = new ContinueToken(-1, token.StartAfter).ToString() };

    private static ListPage Page(IEnumerable<StoredObject> objects, ObjectFilter filter, long limit, long revision)
    {
        var version = revision.ToString(CultureInfo.InvariantCulture);
        var all = objects.ToList();
        if (limit == 0 || all.Count <= limit)
            return new ListPage(all, version, null, null);
        var items = all.GetRange(0, (int)limit);
        var next = new ContinueToken(revision, items[^1].Key).ToString();
        return new ListPage(items, version, next, filter.SelectsAll ? all.Count - limit : null);
    }
}
