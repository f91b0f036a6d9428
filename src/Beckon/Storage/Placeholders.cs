using Npgsql;
using NpgsqlTypes;

namespace Beckon.Storage;

/// <summary>Gives the values of a statement that is put together from parts their places: <c>$1</c>, <c>$2</c> and so on.</summary>
public sealed class Placeholders
{
    private readonly List<NpgsqlParameter> _parameters = [];

    /// <summary>The place of a value, to be written into the statement.</summary>
    public string Of<T>(T value)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${_parameters.Count}";
    }

    /// <summary>For values that may be missing, where the type alone does not say the SQL type.</summary>
    public string Of<T>(T value, NpgsqlDbType type)
    {
        _parameters.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${_parameters.Count}";
    }

    /// <summary>Gives the command the values. Once, when its statement is complete.</summary>
    public NpgsqlCommand Bind(NpgsqlCommand command)
    {
        foreach (var parameter in _parameters) command.Parameters.Add(parameter);
        return command;
    }
}
