import type { Component } from '../../../../src/domain/model.ts'

/** Every component word, singular and plural, typed again so that a word lost from the table is noticed. */
export const WORDS: Readonly<Record<string, Readonly<Record<Component, string>>>> = {
  English: {
    vision: 'vision, visions, vision statement, what success looks like',
    values: 'value, values, principle, principles',
    methods: 'method, methods, strategy, strategies, tactic, tactics, initiative, initiatives, action, actions',
    obstacles: 'obstacle, obstacles, risk, risks, blocker, blockers, challenge, challenges',
    measures:
      'measure, measures, measurement, measurements, metric, metrics, KPI, KPIs, key performance indicator, ' +
      'key performance indicators, key result, key results, success criterion, success criteria',
  },
  German: {
    vision: 'Vision, Visionen',
    values: 'Wert, Werte, Prinzip, Prinzipien, Grundsatz, Grundsätze',
    methods: 'Methode, Methoden, Strategie, Strategien, Maßnahme, Maßnahmen, Initiative, Initiativen',
    obstacles: 'Hindernis, Hindernisse, Risiko, Risiken, Hürde, Hürden, Herausforderung, Herausforderungen',
    measures:
      'Messgröße, Messgrößen, Messung, Messungen, Kennzahl, Kennzahlen, Metrik, Metriken, Erfolgskriterium, Erfolgskriterien',
  },
  French: {
    vision: 'vision, visions',
    values: 'valeur, valeurs, principe, principes',
    methods: 'méthode, méthodes, stratégie, stratégies, action, actions, initiative, initiatives',
    obstacles: 'obstacle, obstacles, risque, risques, frein, freins, défi, défis',
    measures: 'mesure, mesures, indicateur, indicateurs, métrique, métriques, critère de succès, critères de succès',
  },
  Spanish: {
    vision: 'visión, visiones',
    values: 'valor, valores, principio, principios',
    methods: 'método, métodos, estrategia, estrategias, acción, acciones, iniciativa, iniciativas',
    obstacles: 'obstáculo, obstáculos, riesgo, riesgos, desafío, desafíos, reto, retos',
    measures: 'medida, medidas, métrica, métricas, indicador, indicadores, criterio de éxito, criterios de éxito',
  },
  Portuguese: {
    vision: 'visão, visões',
    values: 'valor, valores, princípio, princípios',
    methods: 'método, métodos, estratégia, estratégias, ação, ações, iniciativa, iniciativas',
    obstacles: 'obstáculo, obstáculos, risco, riscos, desafio, desafios',
    measures: 'medida, medidas, métrica, métricas, indicador, indicadores, critério de sucesso, critérios de sucesso',
  },
  Italian: {
    vision: 'visione, visioni',
    values: 'valore, valori, principio, principi',
    methods: 'metodo, metodi, strategia, strategie, azione, azioni, iniziativa, iniziative',
    obstacles: 'ostacolo, ostacoli, rischio, rischi, sfida, sfide',
    measures: 'misura, misure, metrica, metriche, indicatore, indicatori, criterio di successo, criteri di successo',
  },
  Dutch: {
    vision: 'visie, visies',
    values: 'waarde, waarden, principe, principes',
    methods: 'methode, methoden, methodes, strategie, strategieën, actie, acties, initiatief, initiatieven',
    obstacles: "obstakel, obstakels, risico, risico's, uitdaging, uitdagingen",
    measures: 'meting, metingen, meetwaarde, meetwaarden, indicator, indicatoren, succescriterium, succescriteria',
  },
  Japanese: {
    vision: 'ビジョン',
    values: '価値, 価値観, バリュー',
    methods: '方法, 手段, 施策',
    obstacles: '障害, 課題, リスク',
    measures: '指標, 測定, 評価指標',
  },
}

/** Every word with its component and language. */
export const ALL_WORDS = Object.entries(WORDS).flatMap(([language, components]) =>
  Object.entries(components).flatMap(([component, words]) =>
    words.split(', ').map((word) => ({ word, component: component as Component, language })),
  ),
)
