using System.Data;
using Dapper;

namespace Beckon.Storage;

/// <summary>How Dapper reads our rows: snake_case columns into properties, and times as UTC with their offset.</summary>
public static class DapperRules
{
    private static readonly Lazy<bool> Applied = new(Apply);

    public static void Use() => _ = Applied.Value;

    private static bool Apply()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        // Dapper asks its own map first: without this the handler is never called.
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.AddTypeHandler(new UtcTimes());
        return true;
    }

    /// <summary>Npgsql gives timestamptz as a UTC DateTime, and takes none but UTC.</summary>
    private sealed class UtcTimes : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            DateTimeOffset time => time.ToUniversalTime(),
            DateTime time => new(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
            _ => throw new DataException($"A {value.GetType().Name} is not a time."),
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.ToUniversalTime();
    }
}
