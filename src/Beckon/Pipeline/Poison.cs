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

    /// <summary>The cause for the person who has to mend the event: what is wrong with it, and in the database's words where.</summary>
    public static string InWords(Exception exception) => exception switch
    {
        PostgresException refused => $"{Words(refused.SqlState)} The database says: {refused.MessageText}{Place(refused)}.",
        JsonException => "A part of it cannot be read as JSON.",
        FormatException => $"A value is not in the form that belongs there: {exception.Message}",
        OverflowException => $"A number is larger than can be kept: {exception.Message}",
        _ => $"A value is not allowed there: {exception.Message}",
    };

    private static string Words(string state) => state switch
    {
        PostgresErrorCodes.NumericValueOutOfRange => "A number is larger than can be kept.",
        PostgresErrorCodes.StringDataRightTruncation => "A text is longer than can be kept.",
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => "A text has a character that cannot be kept.",
        PostgresErrorCodes.InvalidTextRepresentation => "A value is not of the kind that belongs there.",
        PostgresErrorCodes.DatetimeFieldOverflow or PostgresErrorCodes.InvalidDatetimeFormat => "A time is outside of what can be kept.",
        PostgresErrorCodes.NotNullViolation => "A value that must be there is missing.",
        PostgresErrorCodes.UniqueViolation => "It would be there twice.",
        PostgresErrorCodes.ForeignKeyViolation => "It names something that does not exist.",
        PostgresErrorCodes.CheckViolation => "A value is not one of those that are allowed.",
        _ => "A value cannot be kept.",
    };

    private static string Place(PostgresException refused) => refused switch
    {
        { TableName: { } table, ColumnName: { } column } => $" ({table}.{column})",
        { ConstraintName: { } constraint } => $" ({constraint})",
        _ => "",
    };
}
