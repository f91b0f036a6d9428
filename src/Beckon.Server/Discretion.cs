using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Beckon.Server;

/// <summary>
/// How an exception is told in the log. Where it happened is always told; its message only when its kind never quotes what was being worked on:
/// "The input string 'ada@example.com' was not in a correct format" must not be written down. What is not known to be harmless is left out.
/// </summary>
public static class Discretion
{
    private const int Deepest = 8;
    private const string Withheld = "(its message may quote data and is not logged)";

    private static readonly HashSet<Type> Harmless =
    [
        typeof(InvalidOperationException), typeof(NullReferenceException), typeof(IndexOutOfRangeException), typeof(NotSupportedException),
        typeof(NotImplementedException), typeof(ObjectDisposedException), typeof(OutOfMemoryException), typeof(OverflowException),
        typeof(DivideByZeroException), typeof(TimeoutException), typeof(OperationCanceledException), typeof(TaskCanceledException),
        typeof(IOException), typeof(EndOfStreamException), typeof(FileNotFoundException), typeof(DirectoryNotFoundException),
        typeof(UnauthorizedAccessException), typeof(SocketException), typeof(NpgsqlException), typeof(AggregateException),
    ];

    public static string Tell(Exception exception)
    {
        var text = new StringBuilder();
        Tell(text, exception, 0);
        return text.ToString();
    }

    private static void Tell(StringBuilder text, Exception exception, int depth)
    {
        text.Append(CultureInfo.InvariantCulture, $"{exception.GetType().FullName}: {WordsOf(exception)}");
        if (exception.StackTrace is { } stack) text.AppendLine().Append(stack);
        if (depth == Deepest) return;
        var within = exception is AggregateException many ? many.InnerExceptions : exception.InnerException is { } one ? [one] : (IReadOnlyList<Exception>)[];
        foreach (var inner in within)
        {
            text.AppendLine().Append(" ---> ");
            Tell(text, inner, depth + 1);
        }
    }

    private static string WordsOf(Exception exception) => exception switch
    {
        PostgresException refusal => WordsOf(refusal),
        // Its path may name a field that a sender made up.
        JsonException json => string.Create(CultureInfo.InvariantCulture, $"{Withheld} line {json.LineNumber + 1}, byte {json.BytePositionInLine + 1}"),
        AggregateException many => $"{many.InnerExceptions.Count} together",
        _ when Harmless.Contains(exception.GetType()) || exception.GetType().Assembly == typeof(Beckon).Assembly => exception.Message,
        _ => Withheld,
    };

    // Class 22 is about values ("invalid input syntax for type numeric: …") and quotes them; the rest names tables, columns and rules only.
    // DETAIL and CONTEXT quote whole rows and documents and are never told.
    private static string WordsOf(PostgresException refusal)
    {
        var words = refusal.SqlState.StartsWith("22", StringComparison.Ordinal) ? Withheld : refusal.MessageText;
        var where = string.Join('.', new[] { refusal.TableName, refusal.ColumnName ?? refusal.ConstraintName }.Where(part => !string.IsNullOrEmpty(part)));
        return where.Length == 0 ? $"{refusal.SqlState} {words}" : $"{refusal.SqlState} {words} [{where}]";
    }
}
