using System.Globalization;

namespace Beckon.Integrations.Reading;

/// <summary>Where in a body a value stands. It becomes a path such as <c>orders[3].items[0].cost</c> only when there is a fault to name.</summary>
public sealed class Spot
{
    private readonly Spot? _parent;
    private readonly string _step;
    private readonly int _index;

    private Spot(Spot? parent, string step, int index)
    {
        _parent = parent;
        _step = step;
        _index = index;
    }

    /// <summary>The body itself.</summary>
    public static Spot Root { get; } = new(null, "", -1);

    /// <summary>The field of the object that stands here.</summary>
    public Spot Field(string name) => new(this, name, -1);

    /// <summary>The element of the array that stands here.</summary>
    public Spot Element(int index) => new(this, "", index);

    public string PathOf(string field)
    {
        var here = Steps();
        return here.Length == 0 ? field : $"{here}.{field}";
    }

    /// <summary>The path; <c>$</c> for the body itself.</summary>
    public override string ToString() => Steps() is { Length: > 0 } steps ? steps : "$";

    private string Steps()
    {
        if (_parent is null) return "";
        return _index >= 0
            ? string.Create(CultureInfo.InvariantCulture, $"{_parent.Steps()}[{_index}]")
            : _parent.PathOf(_step);
    }
}
