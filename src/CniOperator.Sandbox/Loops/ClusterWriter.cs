using CniOperator.Kubernetes.Objects;
using CniOperator.Sandbox.State;
using CniOperator.Sandbox.Storage;

namespace CniOperator.Sandbox.Loops;

/// <summary>
/// Carries out what the loops decided, and sorts refusals: another writer was faster, the owner must be told, or something is wrong.
/// </summary>
internal sealed class ClusterWriter(ClusterState state, Action<string>? log)
{
    private long _problems;

    public long Problems => Interlocked.Read(ref _problems);

    /// <summary>False when the write should be tried again later.</summary>
    public bool Execute(string loop, ClusterWrite write)
    {
        try
        {
            Write(write.Manager ?? loop, write);
            return true;
        }
        catch (ApiStatusException e) when (e.Code is 404 or 409 && write is not CreateWrite { Refused: not null })
        {
            // Another writer was faster: its change wakes the loop again.
            return true;
        }
        catch (ApiStatusException e) when (e.Code == 403 && write.Resource == Kinds.Events)
        {
            // The namespace is being terminated: no one is left to read the event.
            return true;
        }
        catch (ApiStatusException e) when (write is CreateWrite { Refused: { } refused })
        {
            if (refused(e.Message) is { } consequence)
                Execute(loop, consequence);
            return false;
        }
        catch (ApiStatusException e)
        {
            Report($"{loop}: {Describe(write)}: {e.Message}");
            return false;
        }
    }

    public void Report(string problem)
    {
        Interlocked.Increment(ref _problems);
        log?.Invoke(problem);
    }

    private void Write(string manager, ClusterWrite write)
    {
        switch (write)
        {
            case CreateWrite create:
                state.Create(create.Resource, create.Object, manager);
                break;
            case UpdateWrite update:
                state.Update(update.Resource, update.Object, manager, update.Subresource);
                break;
            case DeleteWrite delete:
                state.Delete(delete.Resource, delete.Namespace, delete.Name, delete.Propagation, delete.Uid, delete.GraceSeconds);
                break;
        }
    }

    private static string Describe(ClusterWrite write) =>
        write switch
        {
            CreateWrite create => $"create {create.Resource} {create.Object.Namespace()}/{create.Object.Name()}",
            UpdateWrite update => $"update {update.Resource} {update.Object.Namespace()}/{update.Object.Name()} {update.Subresource}",
            DeleteWrite delete => $"delete {delete.Resource} {delete.Namespace}/{delete.Name}",
            _ => write.ToString(),
        };
}
