using Microsoft.Extensions.Logging;

namespace CniOperator.Hosting;

/// <summary>The operator's log: one line an entry, time, level, source, message; made to be read and grepped at night.</summary>
internal static class OperatorLog
{
    public static Action<ILoggingBuilder> To(TextWriter output, LogLevel level) =>
        logging =>
        {
            logging.SetMinimumLevel(level);
            logging.AddFilter("Microsoft", LogLevel.Warning);
            logging.AddProvider(new LineLoggerProvider(TextWriter.Synchronized(output), TimeProvider.System));
        };

    private sealed class LineLoggerProvider(TextWriter output, TimeProvider clock) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) =>
            new LineLogger(output, clock, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

        public void Dispose() => output.Flush();
    }

    private sealed class LineLogger(TextWriter output, TimeProvider clock, string source) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            // An exception's message is part of the line; its stack is for errors, which are unexpected.
            var reason =
                exception is null ? ""
                : logLevel >= LogLevel.Error ? $": {exception}"
                : $": {exception.Message}";
            output.WriteLine(
                $"{clock.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Name(logLevel)} {source}: {formatter(state, exception)}{reason}"
            );
        }

        private static string Name(LogLevel level) =>
            level switch
            {
                LogLevel.Trace => "TRACE",
                LogLevel.Debug => "DEBUG",
                LogLevel.Information => "INFO ",
                LogLevel.Warning => "WARN ",
                _ => "ERROR",
            };
    }
}
