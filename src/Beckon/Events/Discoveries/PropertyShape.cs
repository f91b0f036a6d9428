namespace Beckon.Events.Discoveries;

/// <summary>What the values of a property look like.</summary>
public enum PropertyShape
{
    Text,
    Number,

    /// <summary>A day or moment in ISO 8601.</summary>
    Date,

    /// <summary>true or false.</summary>
    Flag,

    List,
}
