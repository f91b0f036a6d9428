namespace Beckon.Templates.Rendering;

/// <summary>
/// The only kind of object that a template sees: named plain values. What is not in it falls back to the outer one, so that the shop's
/// name can be used inside a list of products.
/// </summary>
internal sealed class TemplateObject(TemplateObject? outer = null)
{
    private readonly Dictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <summary>Whether what it holds is somebody else's to name: what it has not is empty, not unknown.</summary>
    public bool IsOpen { get; init; }

    public IReadOnlyCollection<string> Names => _values.Keys;

    public object? this[string name]
    {
        set => _values[name] = value is "" ? null : value;
    }

    /// <summary>Whether there is such a variable, even if it is empty.</summary>
    public bool TryGet(string name, out object? value) => _values.TryGetValue(name, out value) || (outer is not null && outer.TryGet(name, out value)) || IsOpen;
}
