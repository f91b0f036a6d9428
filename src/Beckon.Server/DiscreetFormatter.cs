using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Beckon.Server;

/// <summary>Writes entries as another formatter does, but for their exceptions: see <see cref="Discretion"/>.</summary>
public sealed class DiscreetFormatter(string name, string inner, IServiceProvider services) : ConsoleFormatter(name)
{
    // Found at the first entry: formatters are asked for all together, this one among them.
    private readonly Lazy<ConsoleFormatter> _inner = new(() => services.GetServices<ConsoleFormatter>().First(one => one.Name == inner));

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var exception = logEntry.Exception is { } thrown ? new Discreet(Discretion.Tell(thrown)) : null;
        var discreet = new LogEntry<TState>(logEntry.LogLevel, logEntry.Category, logEntry.EventId, logEntry.State, exception, logEntry.Formatter);
        _inner.Value.Write(discreet, scopeProvider, textWriter);
    }

    private sealed class Discreet(string text) : Exception
    {
        public override string Message => text;

        public override string ToString() => text;
    }
}
