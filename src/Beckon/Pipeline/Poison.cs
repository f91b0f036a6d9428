using System.Text.Json;
using Npgsql;

namespace Beckon.Pipeline;

/// <summary>Tells a fault of the event itself, which will fail every time, from a fault of the surroundings, which passes.</summary>
public static class Poison
{
    public static bool IsCause(Exception exception) => exception switch
    {
        // Class 22: data exceptions (a value out of range, a bad text); 23: a constraint says no.
        PostgresException { SqlState: var state } => state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal),
        JsonException or FormatException or OverflowException or ArgumentException or InvalidDataException => true,
        _ => false,
    };
}
