using System.Runtime.InteropServices;

namespace CniOperator.FaultLab.Network;

/// <summary>Opens sockets inside network namespaces. A socket stays in the namespace of the thread that opened it.</summary>
internal static class Space
{
    private const int NewNetwork = 0x40000000; // CLONE_NEWNET, setns(2)

    /// <summary>Runs something on a thread that enters the namespace and ends with it.</summary>
    internal static T In<T>(string space, Func<T> make)
    {
        T? made = default;
        Exception? failure = null;
        var thread = Enter(
            space,
            () =>
            {
                try
                {
                    made = make();
                }
                catch (Exception error)
                {
                    failure = error;
                }
            },
            error => failure = error
        );
        thread.Join();
        return failure is null ? made! : throw new LabException($"{space}: {failure.Message}");
    }

    /// <summary>Starts a thread in the namespace.</summary>
    internal static Thread Enter(string space, Action run, Action<Exception> failed)
    {
        var thread = new Thread(() =>
        {
            var handle = Open($"/run/netns/{space}", 0);
            if (handle < 0 || SetNamespace(handle, NewNetwork) != 0)
                failed(new LabException($"cannot enter namespace {space}: error {Marshal.GetLastPInvokeError()}"));
            else
                run();
            _ = Close(handle);
        })
        {
            IsBackground = true,
        };
        thread.Start();
        return thread;
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static extern int SetNamespace(int handle, int kind);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int handle);
}
